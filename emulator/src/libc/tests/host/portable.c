/* Prints what our printf, scanf, strtod, math, time and malloc make of fixed pseudo-random input; built once with our sources
   and once with the host's library, the outputs must be the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#include <time.h>
static unsigned long long s=88172645463325252ULL;
static unsigned long long rnd(void){s^=s<<13;s^=s>>7;s^=s<<17;return s;}
static double rd(int k){union{double d;unsigned long long u;}v; if(k%3==0){v.u=rnd();} else if(k%3==1){v.d=(double)(long long)rnd()/(1L<<(rnd()%20));} else {v.d=(double)(rnd()%100000)/1000.0;} if(v.d!=v.d)v.d=1.5; return v.d;}
int main(void){
 const char*f[]={"%f","%e","%g","%.0f","%.3e","%10.4g|","%#.0f","%+.12g","%e","%.3e","%-20.6f|","%020.3f","% g","%#g","%.15g","%.17g","%.1f","%.20e","%G","%E"};
 for(int i=0;i<3000;i++){double d=rd(i); printf(f[i%20],d); char b[400]; sprintf(b,"%.17g",d); double e=strtod(b,0); printf(" %d",memcmp(&d,&e,8)!=0); sprintf(b,"%.9g",d); float x=strtof(b,0); unsigned long u; memcpy(&u,&x,4); printf(" %lx\n",u);}
 const char*dec[]={"9007199254740993","9007199254740992.9999999999999999999999999999999999","9007199254740993.00000000000000000000000000000000000000000001","1e-400","1e400","4.9e-324","2.4703282292062327e-324","2.4703282292062328e-324","2.2250738585072011e-308","1.7976931348623158e308","1.7976931348623159e308","0x1.8p3","0x.1p-1074","inf","-INFINITY","  -12.5e+3x","1e","1e+",".","-.5",".e1","0x","123456789012345678901234567890123456789012345678901234567890e-30","0.000000000000000000000000000000000000000000000001234"};
 for(int i=0;i<24;i++){char*e;double d=strtod(dec[i],&e);printf("%s -> %.17g %d %.9g\n",dec[i],d,(int)(e-dec[i]),(double)strtof(dec[i],0));}
 printf("[%d|%5d|%-5d|%05d|%+d|% d|%.3d|%.0d|%x|%#x|%#o|%X|%u|%c|%s|%.2s|%10s|%-10s|%p|%%|%ld|%lld|%llx|%hhd|%hd]\n",1,2,3,4,5,6,7,0,255,255,8,0xabc,77u,'x',"str","str","str","str",(void*)0x1234,-5L,-6000000000LL,0xfedcba9876543210ULL,(int)300,(int)70000);
 int a,b,n;long l;char w[20],c;double d;float g;unsigned x;char st[20];
 int r=sscanf(" 12 -0x1f 077 hello,Z 3.25e2 1.5 [abc]def","%d %i %o %[a-z],%c %lf %f [%[^]]]%n",&a,&b,&x,w,&c,&d,&g,st,&n); printf("%d %d %d %u %s %c %g %g %s %d\n",r,a,b,x,w,c,d,g,st,n);
 r=sscanf("abc","%d",&a);printf("%d\n",r); r=sscanf("","%d",&a);printf("%d\n",r); r=sscanf("12abc","%2d%3s",&a,w);printf("%d %d %s\n",r,a,w); r=sscanf("100000 5","%ld%*d%n",&l,&n);printf("%d %ld %d\n",r,l,n);
 for(int i=0;i<300;i++){double v=fabs(rd(i));if(isinf(v))v=2; printf("%.17g %.17g %.17g %.17g",sqrt(v),floor(v),ceil(v),round(v)); int e;printf(" %.17g",frexp(v,&e));printf(" %d %.17g %.17g\n",e,ldexp(v,(int)(rnd()%200)-100),fmod(v,7.25));}
 printf("%.17g %.17g %.17g\n",ldexp(1.5,-1074),ldexp(1.7,-1060),ldexp(3.3,1023));
 for(int i=0;i<200;i++){time_t t=(long)(unsigned long)rnd(); struct tm*tm=gmtime(&t); char o[200]; strftime(o,200,"%a %A %b %c %C %d %D %e %F %g %G %H %I %j %m %M %p %U %u %V %w %W %x %X %y %Y",tm); printf("%ld %s %ld %s",(long)t,o,(long)timegm(tm)-(long)t,asctime(tm));}
 long v[300];for(int i=0;i<300;i++)v[i]=rnd()%1000; 
 printf("%ld %lu %lld %ld %ld\n",strtol("-2147483649",0,0),strtoul("0xffffffffff",0,0),strtoll("-9223372036854775808",0,10),strtol("zz",0,36),strtol("0x",0,16));
 char*p[40];for(int i=0;i<40;i++){p[i]=malloc(1+rnd()%120);memset(p[i],i,1);} for(int i=0;i<5000;i++){int k=rnd()%40; if(rnd()&1){free(p[k]);p[k]=malloc(1+rnd()%120);} else p[k]=realloc(p[k],1+rnd()%140); memset(p[k],k,1);} for(int i=0;i<40;i++)if(*(unsigned char*)p[i]!=i)puts("heap!");
 for(int i=0;i<400;i++){double v=rd(2)*(rnd()&1?1:-1)/(1+rnd()%50),a=fabs(v)+0.001; printf("%.10g %.10g %.10g %.10g %.10g %.10g",v,sin(v),cos(v),tan(v),atan(v),atan2(v,3.5-a)); printf(" %.10g %.10g %.10g %.10g",exp(v),log(a),log10(a),log2(a)); printf(" %.10g %.10g %.10g",pow(a,1.3),pow(v,(int)(rnd()%20)-10),pow(a,-v/9)); v/=1+fabs(v); printf(" %.10g %.10g %.10g %.10g %.10g %.10g\n",asin(v),acos(v),sinh(v*9),cosh(v*9),tanh(v*3),hypot(v,a));}
 double edge[]={0,-0.0,1,-1,0.5,HUGE_VAL,-HUGE_VAL,710,-750,2,-3,3.7,1e300,-1e-300}; for(int i=0;i<14;i++){double v=edge[i]; printf("%g %g %g %g %g %g",exp(v),fabs(log(v)),atan(v),tanh(v),v>=-1&&v<=1?asin(v):0,v==HUGE_VAL||v==-HUGE_VAL?0:v<99&&v>-99?sin(v):0); for(int j=0;j<14;j++)printf(" %g %g",fabs(pow(v,edge[j])),atan2(v,edge[j])); for(int j=0;j<14;j++){double q=pow(v,edge[j]);printf(" %d",q<0?-1:q>0);} puts("");}
 puts("done");return 0;}
